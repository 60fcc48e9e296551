"""Places: the administrative divisions of China, where a text names them, and whose document a document is."""

from policyqa.chinese.jurisdiction import document_region, document_zone
from policyqa.chinese.mentions import PlaceMention, find_places
from policyqa.chinese.regions import Region, full_name, is_within, is_word, names_inside, region_by_code
from policyqa.chinese.zones import canonical_zone, find_zones, zone_region

__all__ = [
    "PlaceMention",
    "Region",
    "canonical_zone",
    "document_region",
    "document_zone",
    "find_places",
    "find_zones",
    "full_name",
    "is_within",
    "is_word",
    "names_inside",
    "region_by_code",
    "zone_region",
]
