"""The time on a paper, where it is known; whom a notice of withdrawal names; the rule's view of letters in force."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

NAMES = """
INSERT INTO credentials_withdrawal_officers (withdrawal_id, officer_id)
SELECT DISTINCT withdrawal_id, officer_id FROM credentials_authorization WHERE withdrawal_id IS NOT NULL;
"""
DEFERRABLE = "ALTER TABLE credentials_authorization ALTER CONSTRAINT authorized_by_own_letter DEFERRABLE;"


def time():
    return models.TimeField(blank=True, help_text="Only if known", null=True)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0003_annulled"), ("nominations", "0002_keys")]
    operations = [
        migrations.AddField("certification", "certified_time", time()),
        migrations.AddField("authorization", "form_time", time()),
        migrations.AddField("authorization", "receipt_time", time()),
        migrations.AddField("credential", "issued_time", time()),
        migrations.AddField("withdrawal", "officers", models.ManyToManyField(related_name="withdrawals", to="nominations.officer")),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.RunSQL(DEFERRABLE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="LetterSpan",
            fields=[
                ("authorization", models.OneToOneField(db_column="id", on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="span", serialize=False, to="credentials.authorization")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
            ],
            options={"db_table": "authority_naming", "managed": False},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='credential',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='credential',
            name='update_update',
        ),
        migrations.AddField(
            model_name='credentialhistory',
            name='issued_time',
            field=models.TimeField(blank=True, help_text='Only if known', null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "credentials_credentialhistory" ("agreement_id", "annulled_at", "annulled_because", "annulled_by_id", "authorization_id", "closed_at", "expires_at", "expires_on", "id", "issued_at", "issued_on", "issued_time", "number", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "status", "version") VALUES (NEW."agreement_id", NEW."annulled_at", NEW."annulled_because", NEW."annulled_by_id", NEW."authorization_id", NEW."closed_at", NEW."expires_at", NEW."expires_on", NEW."id", NEW."issued_at", NEW."issued_on", NEW."issued_time", NEW."number", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."status", NEW."version"); RETURN NULL;', hash='9921fca48bd4071057859da98762356c52e70f26', operation='INSERT', pgid='pgtrigger_insert_insert_56f53', table='credentials_credential', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "credentials_credentialhistory" ("agreement_id", "annulled_at", "annulled_because", "annulled_by_id", "authorization_id", "closed_at", "expires_at", "expires_on", "id", "issued_at", "issued_on", "issued_time", "number", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "status", "version") VALUES (NEW."agreement_id", NEW."annulled_at", NEW."annulled_because", NEW."annulled_by_id", NEW."authorization_id", NEW."closed_at", NEW."expires_at", NEW."expires_on", NEW."id", NEW."issued_at", NEW."issued_on", NEW."issued_time", NEW."number", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."status", NEW."version"); RETURN NULL;', hash='fe26d30ca053a28628a2fa12d18d41c685f3e5d8', operation='UPDATE', pgid='pgtrigger_update_update_8f93c', table='credentials_credential', when='AFTER')),
        ),
    
    ]
