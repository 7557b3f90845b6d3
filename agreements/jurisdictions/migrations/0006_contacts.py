# The contacts of agencies, and the version of a field office's record.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0005_former_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='fieldoffice',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='jurisdiction',
            name='contact_email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='jurisdiction',
            name='contact_name',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='jurisdiction',
            name='contact_phone',
            field=models.CharField(blank=True, max_length=30),
        ),
    ]
