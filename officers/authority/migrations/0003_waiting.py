"""The courses say what each officer waits for before a letter, and indexes that answer Home without a search."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authority', '0002_rule'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='course',
            name='course_jurisdiction',
        ),
        migrations.RemoveIndex(
            model_name='span',
            name='span_jurisdiction',
        ),
        migrations.AddField(
            model_name='course',
            name='step',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(('letter_from__isnull', False), ('nomination', None), ('status', 'taken_back'), ('disqualified', True), models.Q(('cleared', False), ('decided_at__isnull', False)), _connector='OR'), then=None), models.When(models.Q(('certified_at__isnull', False)), then=models.Value('certified')), models.When(models.Q(('passed_at__isnull', False)), then=models.Value('passed')), models.When(models.Q(('enrolled_at__isnull', False)), then=models.Value('enrolled')), models.When(models.Q(('cleared', True)), then=models.Value('cleared')), models.When(models.Q(('accepted_at__isnull', False)), then=models.Value('accepted')), default=models.F('status')), output_field=models.CharField(max_length=12, null=True)),
        ),
        migrations.AddField(
            model_name='course',
            name='waits_since',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(('letter_from__isnull', False), ('nomination', None), ('status', 'taken_back'), ('disqualified', True), models.Q(('cleared', False), ('decided_at__isnull', False)), _connector='OR'), then=None), models.When(models.Q(('certified_at__isnull', False)), then=models.F('certified_at')), models.When(models.Q(('passed_at__isnull', False)), then=models.F('passed_at')), models.When(models.Q(('enrolled_at__isnull', False)), then=models.F('enrolled_at')), models.When(models.Q(('cleared', True)), then=models.F('decided_at')), models.When(models.Q(('accepted_at__isnull', False)), then=models.F('accepted_at')), default=models.F('since')), output_field=models.DateTimeField(null=True)),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(fields=['jurisdiction', 'credential_until'], name='course_jurisdiction'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(condition=models.Q(('letter_from', None), ('step__isnull', False)), fields=['jurisdiction', 'step', 'waits_since'], include=('officer', 'nomination', 'out_at'), name='course_waiting'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(condition=models.Q(('out_at__isnull', False), ('withdrawn_at__isnull', False), _connector='OR'), fields=['jurisdiction'], name='course_out'),
        ),
        migrations.AddIndex(
            model_name='span',
            index=models.Index(fields=['jurisdiction', 'kind'], include=('during',), name='span_jurisdiction'),
        ),
    ]
