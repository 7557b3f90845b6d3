"""Letters that follow each other may move together within one act."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.functions.comparison
import records.facts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0004_times'),
        ('memoranda', '0002_recorded'),
        ('nominations', '0002_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='authorization',
            name='one_letter_at_a_time',
        ),
        migrations.AddConstraint(
            model_name='authorization',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('annulled_at', None)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('officer', '='), ('agreement', '='), (records.facts.RangeOf('starts_at', django.db.models.functions.comparison.Least('ends_at', 'withdrawn_at')), '&&')], name='one_letter_at_a_time', violation_error_message='A letter authorizes this officer over that time already. End or withdraw it first.'),
        ),
    ]
