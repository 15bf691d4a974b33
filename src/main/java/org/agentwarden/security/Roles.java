package org.agentwarden.security;

/** The role names that {@code @RequiresRole} uses. */
public final class Roles {

    /** Manages everything in the organization. */
    public static final String ADMIN = "admin";
    /** Reads everything and decides approvals. */
    public static final String APPROVER = "approver";
    /** Reads everything. */
    public static final String VIEWER = "viewer";
    /** A program that presents an API key; never a person. */
    public static final String AGENT = "agent";

    private Roles() {}
}
