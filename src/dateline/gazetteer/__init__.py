"""Places by name: an index of GeoNames, built once into the user's cache and read by many workers."""

from dateline.gazetteer.entry import Entry, PlaceKind
from dateline.gazetteer.index import Gazetteer, index_path, version_of
from dateline.gazetteer.sources import country_words

__all__ = ["Entry", "Gazetteer", "PlaceKind", "country_words", "index_path", "version_of"]
