package org.agentwarden.architecture.planted.webhooks.endpoints;

import java.util.List;

/** Splits at a regular expression that a customer wrote. */
public final class SplitByACustomer {

    public List<String> parts(String text, String separator) {
        return List.of(text.split(separator, -1));
    }
}
