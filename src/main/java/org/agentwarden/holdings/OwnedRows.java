package org.agentwarden.holdings;

/**
 * Rows of one kind that organizations own. Each bean of this type is found by the removal of organizations. What an
 * organization owns without such a bean stays for ever, or keeps the organization's row from going.
 */
public interface OwnedRows {

    RemovalPhase phase();

    /**
     * Removes some rows in the caller's transaction. Nodes may do the same at the same time.
     *
     * @return how many were removed; 0 when there are none
     */
    int removeSome(String organizationId, int most);
}
