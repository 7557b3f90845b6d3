"""The date of a list is a date; publications have an order of their own, from which the listings follow."""

import django.db.models.deletion
import pgtrigger.migrations
from django.db import migrations, models

# A change of type passes by the triggers that keep publications as they are.
DATES = """
ALTER TABLE register_publication ADD COLUMN edition smallint NOT NULL DEFAULT 0 CHECK (edition >= 0);
ALTER TABLE register_publication ADD COLUMN sequence varchar(100) NOT NULL DEFAULT '';
ALTER TABLE register_publication ALTER COLUMN edition DROP DEFAULT, ALTER COLUMN edition TYPE smallint USING
  extract(hour FROM as_of AT TIME ZONE 'America/New_York') * 60 + extract(minute FROM as_of AT TIME ZONE 'America/New_York');
ALTER TABLE register_publication ALTER COLUMN as_of TYPE date USING (as_of AT TIME ZONE 'America/New_York')::date;
ALTER TABLE register_publication ALTER COLUMN sequence DROP DEFAULT, ALTER COLUMN sequence TYPE varchar(100) USING
  to_char(as_of, 'YYYYMMDD') || '-' || lpad(edition::text, 4, '0') || '-'
  || CASE list WHEN 'participating' THEN 'b' ELSE 'a' END || '-' || lpad(row_count::text, 6, '0') || '-' || fingerprint;
UPDATE register_listing SET
  first_listed_at = ((first_listed_at AT TIME ZONE 'America/New_York')::date + time '12:00') AT TIME ZONE 'UTC',
  last_listed_at = ((last_listed_at AT TIME ZONE 'America/New_York')::date + time '12:00') AT TIME ZONE 'UTC',
  no_longer_listed_at =
    ((no_longer_listed_at AT TIME ZONE 'America/New_York')::date + time '12:00') AT TIME ZONE 'UTC';
"""
FIRST = """
UPDATE register_listing l SET first_publication_id = (
  SELECT p.id FROM register_publication p JOIN register_row r ON r.publication_id = p.id
  WHERE r.listing_id = l.id ORDER BY p.sequence LIMIT 1
);
"""
BY_LIST = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.publication')
BY_LIST_OR_NONE = models.ForeignKey(
    blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.publication'
)
KINDS = [('county', 'County'), ('municipality', 'Municipality'), ('state', 'State agency'), ('unknown', 'Not known')]


class Migration(migrations.Migration):
    atomic = False  # columns are filled and then altered: each step in its own transaction
    dependencies = [
        ("jurisdictions", "0003_decided"),
        ("register", "0001_initial"),
    ]
    operations = [
        migrations.RemoveConstraint(model_name='publication', name='one_publication_per_content'),
        migrations.RemoveIndex(model_name='publication', name='publication_newest'),
        pgtrigger.migrations.RemoveTrigger(model_name='difference', name='append_only'),
        migrations.RunSQL(
            DATES,
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AlterField(
                    model_name='publication', name='as_of',
                    field=models.DateField(help_text="The date in the file's name, as ICE writes it"),
                ),
                migrations.AddField(
                    model_name='publication', name='edition',
                    field=models.PositiveSmallIntegerField(
                        default=0, help_text='Puts the lists of one date in order: see days'
                    ),
                ),
                migrations.AddField(
                    model_name='publication', name='sequence',
                    field=models.CharField(
                        default='', help_text='Puts all publications in order: see days.sequence', max_length=100
                    ),
                    preserve_default=False,
                ),
            ],
        ),
        migrations.AlterModelOptions(name='publication', options={'ordering': ['-sequence', '-pk']}),
        migrations.AlterField(
            model_name='publication', name='counts', field=models.JSONField(help_text='Its rows by program')
        ),
        migrations.AlterField(model_name='publication', name='sha256', field=models.CharField(max_length=64)),
        migrations.AddIndex(
            model_name='publication', index=models.Index(fields=['list', '-sequence'], name='publication_sequence')
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(
                fields=('list', 'as_of', 'edition', 'fingerprint'), name='one_publication_per_edition',
                violation_error_message='This list has been imported already.',
            ),
        ),
        migrations.AlterField(
            model_name='listing', name='first_listed_at',
            field=models.DateTimeField(help_text='The date of the first list that has it: see days.instant_of'),
        ),
        migrations.AlterField(
            model_name='listing', name='last_listed_at',
            field=models.DateTimeField(help_text='The date of the last list that has it'),
        ),
        migrations.AlterField(
            model_name='listing', name='no_longer_listed_at',
            field=models.DateTimeField(
                blank=True, null=True, help_text='The date of the list of its own kind on which it was first missing'
            ),
        ),
        migrations.AddField(model_name='listing', name='first_publication', field=BY_LIST_OR_NONE.clone()),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='row', index=models.Index(fields=['listing', 'publication'], name='row_of_listing')
        ),
        migrations.CreateModel(
            name='Description',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('county', models.CharField(blank=True, max_length=80)),
                ('kind', models.CharField(choices=KINDS, default='unknown', max_length=20)),
                ('jurisdiction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='description', to='jurisdictions.jurisdiction')),
                ('name_from', BY_LIST.clone()),
                ('county_from', BY_LIST_OR_NONE.clone()),
                ('kind_from', BY_LIST_OR_NONE.clone()),
            ],
        ),
    ]  # fmt: skip
