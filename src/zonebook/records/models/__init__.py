"""The tables of the book, one noun a file."""

from zonebook.records.models.application import (
    Application,
    AreaAssessment,
    CreditRecord,
    Invitation,
)
from zonebook.records.models.audit import Audit, Batch, Sequence
from zonebook.records.models.award import Award, AwardEvent, AwardList
from zonebook.records.models.carrier import Carrier, CarrierEvent
from zonebook.records.models.case import ApprovalCase, CaseEvent
from zonebook.records.models.certificate import Certificate, CertificateEvent
from zonebook.records.models.claim import Claim
from zonebook.records.models.cluster import Cluster, ClusterMembership
from zonebook.records.models.cultivation_plan import CultivationPlan
from zonebook.records.models.document import Document, StoredFile
from zonebook.records.models.entity import Entity, EntityName, Membership
from zonebook.records.models.filing import Filing, FilingValue
from zonebook.records.models.fund_payment import FundPayment
from zonebook.records.models.honour import AllianceMembership, Honour, Superlative
from zonebook.records.models.investor import Investor, InvestorListing, ProjectInvestor
from zonebook.records.models.list_membership import ListMembership
from zonebook.records.models.milestone import Milestone
from zonebook.records.models.offer import Offer
from zonebook.records.models.office_draft import DraftCheck, DraftDecision, OfficeDraft
from zonebook.records.models.people import Grant, Office, Person, Post
from zonebook.records.models.plan import MonthlyInvestment, PlanVersion
from zonebook.records.models.platform import Partner, PartnerEvent, Platform, PlatformEvent
from zonebook.records.models.policy import Policy, PolicyClause
from zonebook.records.models.product import Product, ProductEvent
from zonebook.records.models.project import Project, ProjectEvent, ProjectName, Signing
from zonebook.records.models.ranking import Ranking
from zonebook.records.models.rating import Rating
from zonebook.records.models.release import (
    Release,
    ReleaseApproval,
    ReleaseFigure,
    ReleaseFile,
)
from zonebook.records.models.request import Request, RequestEvent
from zonebook.records.models.roadshow import Roadshow
from zonebook.records.models.science_project import ScienceProject
from zonebook.records.models.seals import SealSet, SealSettlement
from zonebook.records.models.settlement_centre import SettlementCentre
from zonebook.records.models.sheets import Draft, HeaderMap, Proposal, SheetImport
from zonebook.records.models.sponsorship import Sponsorship
from zonebook.records.models.statement import Statement
from zonebook.records.models.target import Target
from zonebook.records.models.task import Task, TaskEvent
from zonebook.records.models.tax_relief import TaxRelief
from zonebook.records.models.token import ApiToken
from zonebook.records.models.value_added import ValueAdded

__all__ = [
    "AllianceMembership",
    "ApiToken",
    "Application",
    "ApprovalCase",
    "AreaAssessment",
    "Audit",
    "Award",
    "AwardEvent",
    "AwardList",
    "Batch",
    "Carrier",
    "CarrierEvent",
    "CaseEvent",
    "Certificate",
    "CertificateEvent",
    "Claim",
    "Cluster",
    "ClusterMembership",
    "CreditRecord",
    "CultivationPlan",
    "Document",
    "Draft",
    "DraftCheck",
    "DraftDecision",
    "Entity",
    "EntityName",
    "Filing",
    "FilingValue",
    "FundPayment",
    "Grant",
    "HeaderMap",
    "Honour",
    "Investor",
    "InvestorListing",
    "Invitation",
    "ListMembership",
    "Membership",
    "Milestone",
    "MonthlyInvestment",
    "Offer",
    "Office",
    "OfficeDraft",
    "Partner",
    "PartnerEvent",
    "Person",
    "PlanVersion",
    "Platform",
    "PlatformEvent",
    "Policy",
    "PolicyClause",
    "Post",
    "Product",
    "ProductEvent",
    "Project",
    "ProjectEvent",
    "ProjectInvestor",
    "ProjectName",
    "Proposal",
    "Ranking",
    "Rating",
    "Release",
    "ReleaseApproval",
    "ReleaseFigure",
    "ReleaseFile",
    "Request",
    "RequestEvent",
    "Roadshow",
    "ScienceProject",
    "SealSet",
    "SealSettlement",
    "Sequence",
    "SettlementCentre",
    "SheetImport",
    "Signing",
    "Sponsorship",
    "Statement",
    "StoredFile",
    "Superlative",
    "Target",
    "Task",
    "TaskEvent",
    "TaxRelief",
    "ValueAdded",
]
