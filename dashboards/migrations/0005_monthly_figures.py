# The five numbers of the dashboard, kept once a month.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dashboards', '0004_in_progress'),
        ('jurisdictions', '0006_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('in_force', 'WSO partnerships in force'), ('serving', 'officers may serve now'), ('coming', 'WSO partnerships not yet in force'), ('way', 'officers in progress'), ('expiring', 'credentials expire within 90 days')], max_length=10)),
                ('at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('field_office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='jurisdictions.fieldoffice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('at', 'what', 'field_office'), name='one_figure_at_a_time', nulls_distinct=False)],
            },
        ),
    ]
