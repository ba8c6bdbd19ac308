package com.pazpaz.domain.model;

/** What kind of act an audit event records. */
public enum AuditAction {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    LOGIN,
    LOGOUT,
    EXPORT,
    PRINT,
    SHARE,
    DISCLOSE
}
