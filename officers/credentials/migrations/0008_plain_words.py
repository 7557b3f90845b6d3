"""What a constraint refuses is said in plain words: nothing changes in the tables."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.functions.comparison
import records.facts
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0007_called_back_and_due'),
        ('memoranda', '0004_blanks'),
        ('nominations', '0002_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='authorization',
            name='form_and_receipt_have_days',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('form_at', None), ('form_on', None)), models.Q(('form_at__isnull', False), ('form_on__isnull', False)), _connector='OR'), models.Q(models.Q(('receipt_at', None), ('receipt_on', None)), models.Q(('receipt_at__isnull', False), ('receipt_on__isnull', False)), _connector='OR')), name='form_and_receipt_have_days', violation_error_message='Enter the dates of Form 70-006 and of the receipt.'),
        ),
        migrations.AlterConstraint(
            model_name='authorization',
            name='receipt_follows_the_form',
            constraint=models.CheckConstraint(condition=models.Q(('receipt_at', None), models.Q(('form_at__isnull', False), ('receipt_at__gte', models.F('form_at'))), _connector='OR'), name='receipt_follows_the_form', violation_error_message="The receipt can't be before the date of Form 70-006 (IV.D)."),
        ),
        migrations.AlterConstraint(
            model_name='authorization',
            name='one_letter_at_a_time',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('annulled_at', None)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('officer', '='), ('agreement', '='), (records.facts.RangeOf('starts_at', django.db.models.functions.comparison.Least('ends_at', 'withdrawn_at')), '&&')], name='one_letter_at_a_time', violation_error_message='This officer is already authorized by a letter for that time. End or withdraw it first.'),
        ),
        migrations.AlterConstraint(
            model_name='credential',
            name='credential_closed_at_a_moment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('status', 'issued')), models.Q(models.Q(('status', 'issued'), _negated=True), ('closed_at__gte', models.F('issued_at'))), _connector='OR'), name='credential_closed_at_a_moment', violation_error_message="The credential can't be surrendered before it was issued. Check the date."),
        ),
        migrations.AlterConstraint(
            model_name='credential',
            name='one_credential_in_hand',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('annulled_at', None)), expressions=[('officer', '='), (records.facts.RangeOf('issued_at', django.db.models.functions.comparison.Least('expires_at', 'closed_at')), '&&')], name='one_credential_in_hand', violation_error_message='This officer already has a credential for that time. Record its return first.'),
        ),
        migrations.AlterConstraint(
            model_name='letter',
            name='letter_ends_after_it_starts',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='letter_ends_after_it_starts', violation_error_message="The letter can't end before it starts."),
        ),
        migrations.AlterConstraint(
            model_name='letter',
            name='letter_copied_once_signed',
            constraint=models.CheckConstraint(condition=models.Q(('copied_on', None), ('copied_on__gte', models.F('signed_on')), _connector='OR'), name='letter_copied_once_signed', violation_error_message="The agency can't receive its copy before the letter is signed (IV.D)."),
        ),
        migrations.AlterConstraint(
            model_name='supervision',
            name='one_supervising_official_at_a_time',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('annulled_at', None)), expressions=[('officer', '='), (records.facts.RangeOf('starts_at', 'ends_at'), '&&')], name='one_supervising_official_at_a_time', violation_error_message='Another official already supervises this officer for that time (IV.F).'),
        ),
        migrations.AlterConstraint(
            model_name='suspension',
            name='one_suspension_at_a_time',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('annulled_at', None)), expressions=[('officer', '='), (records.facts.RangeOf('starts_at', 'ends_at'), '&&')], name='one_suspension_at_a_time', violation_error_message='This officer is already suspended for that time.'),
        ),
    ]
