package org.agentwarden.webhooks.endpoints;

/**
 * Matches a text against a pattern in which {@code *} stands for any text. Customers write these patterns: they never become
 * regular expressions, which can take exponential time.
 */
final class Glob {

    private static final char WILDCARD = '*';

    private Glob() {}

    static boolean matches(String pattern, String text) {
        int first = pattern.indexOf(WILDCARD);
        if (first < 0) {
            return pattern.equals(text);
        }
        int last = pattern.lastIndexOf(WILDCARD);
        String start = pattern.substring(0, first);
        String end = pattern.substring(last + 1);
        return text.length() >= start.length() + end.length()
                && text.startsWith(start)
                && text.endsWith(end)
                && containsInOrder(
                        text.substring(start.length(), text.length() - end.length()), pattern.substring(first, last));
    }

    /** @param parts separated by wildcards; begins with one, or is empty */
    private static boolean containsInOrder(String text, String parts) {
        int position = 0;
        for (int start = 0; start < parts.length(); ) {
            int next = parts.indexOf(WILDCARD, start + 1);
            int end = next < 0 ? parts.length() : next;
            String part = parts.substring(start + 1, end);
            int found = text.indexOf(part, position);
            if (found < 0) {
                return false;
            }
            position = found + part.length();
            start = end;
        }
        return true;
    }
}
