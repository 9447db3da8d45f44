"""接口: the HTTP interface at /api/v1, described by its own OpenAPI document."""
