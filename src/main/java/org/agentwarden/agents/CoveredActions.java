package org.agentwarden.agents;

/**
 * The actions that a permission is about: the one of this name, or all whose names begin with it. Pure.
 *
 * @param name in canonical form, without the asterisk
 */
record CoveredActions(String name, boolean isPrefix) {

    private static final String WILDCARD = "*";

    static CoveredActions of(Action action) {
        String name = action.canonical();
        boolean isPrefix = name.endsWith(WILDCARD);
        return new CoveredActions(isPrefix ? name.substring(0, name.length() - WILDCARD.length()) : name, isPrefix);
    }

    boolean include(Action wanted) {
        return isPrefix
                ? wanted.canonical().startsWith(name)
                : wanted.canonical().equals(name);
    }

    /** Higher means more specific: an exact name before any wildcard, a longer wildcard before a shorter one. */
    int specificity() {
        return isPrefix ? name.length() : Integer.MAX_VALUE;
    }
}
