package org.agentwarden.approvals;

/**
 * Why an approval can't be claimed.
 *
 * @param code of the error, as the API writes it
 * @param message for people
 */
public record ClaimRefusal(String code, String message) {

    static final String NOT_APPROVED = "not_approved";
    static final String NOT_PERMITTED = "not_permitted";
    static final String EXPIRED = "approval_expired";
}
