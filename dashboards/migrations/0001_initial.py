"""The partnerships: a view over jurisdictions, listings and agreements (partnership.sql)."""

from pathlib import Path

from django.db import migrations, models

VIEW = Path(__file__).parents[1] / "partnership.sql"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("jurisdictions", "0001_initial"),
        ("memoranda", "0001_initial"),
        ("register", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(VIEW.read_text(), "DROP VIEW dashboards_partnership"),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('program', models.CharField(choices=[('WSO', 'Warrant Service Officer'), ('JEM', 'Jail Enforcement Model'), ('TFM', 'Task Force Model')], max_length=3)),
                ('standing', models.CharField(choices=[('pending', 'Listed as pending'), ('signed', 'Listed as signed')], max_length=7, null=True)),
                ('signed_on', models.DateField(null=True)),
                ('first_listed_at', models.DateTimeField(null=True)),
                ('listed', models.BooleanField(help_text='On the newest list of its kind')),
                ('status', models.CharField(max_length=10, null=True)),
                ('drafted_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('effective_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('ended_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'dashboards_partnership',
                'managed': False,
            },
        ),
    ]
