package org.agentwarden.platform.http;

/** 413: the body is over the limit. */
public final class PayloadTooLarge extends ApiException {

    private static final long serialVersionUID = 1L;

    public PayloadTooLarge(String text) {
        super(413, text);
    }
}
