"""Labels in plain words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('nominations', '0004_another_allowed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='nomination',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('sent_back', 'Sent back'), ('accepted', 'Accepted'), ('taken_back', 'Canceled')], max_length=12),
        ),
        migrations.AlterField(
            model_name='nominationhistory',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('sent_back', 'Sent back'), ('accepted', 'Accepted'), ('taken_back', 'Canceled')], max_length=12),
        ),
    ]
