"""ICE's 25 field offices and their areas, so that agencies of the published lists find theirs."""

from django.db import migrations

from agreements.jurisdictions.offices import OFFICES, areas


def seed(apps, schema_editor):
    """Names and areas only: people and addresses are kept by whoever runs the portal."""
    field_office, area = (apps.get_model("jurisdictions", name) for name in ("FieldOffice", "Area"))
    made = field_office.objects.bulk_create([field_office(name=name, zone=zone) for name, (zone, _) in OFFICES.items()])
    by_name = {office.name: office for office in made}
    area.objects.bulk_create(
        area(field_office=by_name[office], state=state, county=county) for office, state, county in areas()
    )


class Migration(migrations.Migration):
    dependencies = [("jurisdictions", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
