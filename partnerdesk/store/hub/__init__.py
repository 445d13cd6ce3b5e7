"""The store as a shared database on a PostgreSQL server; loaded only for workspaces that use one."""
