"""Files of a corpus folder to documents: one file a format, then cleaning, headings and metadata."""

from policyqa.reading.corpus import CorpusFile, list_corpus, skipped_files
from policyqa.reading.document import read_document
from policyqa.reading.manifest import manifest_entry

__all__ = ["CorpusFile", "list_corpus", "manifest_entry", "read_document", "skipped_files"]
