"""An agency stands its own officer down."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import records.facts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0008_plain_words'),
        ('nominations', '0002_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandDown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('annulled_at', models.DateTimeField(blank=True, null=True)),
                ('annulled_because', models.CharField(blank=True, max_length=300)),
                ('reason', models.CharField(max_length=300)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('annulled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_downs', to='nominations.officer')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('annulled_at', None), models.Q(('annulled_by__isnull', False), models.Q(('annulled_because', ''), _negated=True)), _connector='OR'), name='stand_down_annulled_with_a_reason', violation_error_message='Say why this entry is annulled.'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='stand_down_ends_after_it_starts', violation_error_message="The end can't be before the start."), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('annulled_at', None)), expressions=[('officer', '='), (records.facts.RangeOf('starts_at', 'ends_at'), '&&')], name='one_stand_down_at_a_time', violation_error_message='This officer is already stood down for that time.')],
            },
        ),
    ]
