"""All that rests on a nomination counts within its own time, and a departure until it ends."""

from django.db import migrations

from officers.authority.install import drop_rule, install_rule


class Migration(migrations.Migration):
    dependencies = [
        ("authority", "0008_without_credential"),
        ("background", "0002_records_access_that_lives_on"),
        ("credentials", "0006_search"),
        ("nominations", "0003_who_left_comes_back"),
        ("training", "0004_plain_words"),
    ]
    operations = [drop_rule(), install_rule(7)]
