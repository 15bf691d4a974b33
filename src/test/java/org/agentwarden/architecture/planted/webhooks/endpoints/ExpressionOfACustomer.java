package org.agentwarden.architecture.planted.webhooks.endpoints;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes a regular expression of a text that a customer wrote. */
public final class ExpressionOfACustomer {

    private static final Pattern CONSTANT = Pattern.compile("[a-z]+");

    public Predicate<String> matching(String pattern) {
        return CONSTANT.matcher(pattern).matches() ? Pattern.compile(pattern).asPredicate() : text -> false;
    }
}
