"""ICE can call a credential back; an agency gives it up; a suspension says whether it is due back."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0006_search'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='credential',
            name='status',
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
            model_name='credential',
            name='called_back_at',
            field=models.DateTimeField(blank=True, help_text='When ICE called it back (IV.D)', null=True),
        ),
        migrations.AddField(
            model_name='credentialhistory',
            name='called_back_at',
            field=models.DateTimeField(blank=True, help_text='When ICE called it back (IV.D)', null=True),
        ),
        migrations.AddField(
            model_name='suspension',
            name='credential_due',
            field=models.BooleanField(default=False, verbose_name='the credential is due back'),
        ),
        migrations.AlterField(
            model_name='credential',
            name='status',
            field=models.CharField(choices=[('issued', 'Issued'), ('given_up', 'Given up, on its way to ICE'), ('returned', 'Returned'), ('lost', 'Lost'), ('stolen', 'Stolen'), ('destroyed', 'Destroyed')], max_length=10),
        ),
        migrations.AlterField(
            model_name='credentialhistory',
            name='status',
            field=models.CharField(choices=[('issued', 'Issued'), ('given_up', 'Given up, on its way to ICE'), ('returned', 'Returned'), ('lost', 'Lost'), ('stolen', 'Stolen'), ('destroyed', 'Destroyed')], max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='status', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{given_up:destroyed,given_up:returned,issued:destroyed,issued:given_up,issued:lost,issued:returned,issued:stolen,lost:destroyed,lost:returned,returned:destroyed,stolen:destroyed,stolen:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e9df7164b678420be8d89ac0ff172f70d1790d97', operation='UPDATE', pgid='pgtrigger_status_c8681', table='credentials_credential', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "credentials_credentialhistory" ("agreement_id", "annulled_at", "annulled_because", "annulled_by_id", "authorization_id", "called_back_at", "closed_at", "expires_at", "expires_on", "id", "issued_at", "issued_on", "issued_time", "number", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "status", "version") VALUES (NEW."agreement_id", NEW."annulled_at", NEW."annulled_because", NEW."annulled_by_id", NEW."authorization_id", NEW."called_back_at", NEW."closed_at", NEW."expires_at", NEW."expires_on", NEW."id", NEW."issued_at", NEW."issued_on", NEW."issued_time", NEW."number", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."status", NEW."version"); RETURN NULL;', hash='7b23edcb49a86b132ad9d02f541b449f45b2fa9a', operation='INSERT', pgid='pgtrigger_insert_insert_56f53', table='credentials_credential', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='credential',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "credentials_credentialhistory" ("agreement_id", "annulled_at", "annulled_because", "annulled_by_id", "authorization_id", "called_back_at", "closed_at", "expires_at", "expires_on", "id", "issued_at", "issued_on", "issued_time", "number", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "status", "version") VALUES (NEW."agreement_id", NEW."annulled_at", NEW."annulled_because", NEW."annulled_by_id", NEW."authorization_id", NEW."called_back_at", NEW."closed_at", NEW."expires_at", NEW."expires_on", NEW."id", NEW."issued_at", NEW."issued_on", NEW."issued_time", NEW."number", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."status", NEW."version"); RETURN NULL;', hash='44492aab00173c93b7607f78344d49efbc7d01a8', operation='UPDATE', pgid='pgtrigger_update_update_8f93c', table='credentials_credential', when='AFTER')),
        ),
    ]
