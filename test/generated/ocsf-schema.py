"""The classes of OCSF 1.8.0 that we write, as JSON Schema, out of the schema that OCSF publishes.

    pip install ocsf-json-schema==1.2.0      # carries schema.ocsf.io/1.8.0/export/v2/schema as it is
    python test/generated/ocsf-schema.py > shared/formats/siem/ocsf-1.8.0.fixture.json
"""

import json

from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

schema = OcsfJsonSchemaEmbedded(get_ocsf_schema("1.8.0"))
classes = {
    "detection_finding": schema.get_class_schema("detection_finding", []),
    "base_event": schema.get_class_schema("base_event", []),
    "authentication": schema.get_class_schema("authentication", ["host"]),
}


def without_words(value):
    """Titles and descriptions are most of the bytes and mean nothing to a validator."""
    if isinstance(value, list):
        return [without_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    words = ("title", "description", "deprecated", "$comment")
    return {key: without_words(one) for key, one in value.items() if key not in words or isinstance(one, dict)}


print(json.dumps({name: without_words(one) for name, one in classes.items()}, sort_keys=True, separators=(",", ":")))
