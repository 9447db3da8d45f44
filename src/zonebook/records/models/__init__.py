"""The tables of the book, one noun a file."""

from zonebook.records.models.audit import Audit, Batch, Sequence
from zonebook.records.models.certificate import Certificate, CertificateEvent
from zonebook.records.models.document import Document, StoredFile
from zonebook.records.models.entity import Entity, EntityName, Membership
from zonebook.records.models.people import Grant, Office, Person, Post
from zonebook.records.models.project import Project, ProjectEvent, ProjectName, Signing
from zonebook.records.models.sheets import Draft, HeaderMap, Proposal, SheetImport
from zonebook.records.models.statement import Statement

__all__ = [
    "Audit",
    "Batch",
    "Certificate",
    "CertificateEvent",
    "Document",
    "Draft",
    "Entity",
    "EntityName",
    "Grant",
    "HeaderMap",
    "Membership",
    "Office",
    "Person",
    "Post",
    "Project",
    "ProjectEvent",
    "ProjectName",
    "Proposal",
    "Sequence",
    "SheetImport",
    "Signing",
    "Statement",
    "StoredFile",
]
