package org.agentwarden.platform.http;

/** 403: the permission belongs to another organization; the contract's one exception to 404. */
public final class PermissionForbidden extends ApiException {

    private static final long serialVersionUID = 1L;

    public PermissionForbidden() {
        super(403, "Permission not found");
    }
}
