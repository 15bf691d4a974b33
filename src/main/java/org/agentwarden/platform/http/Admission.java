package org.agentwarden.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets in as many requests at once as the database has connections for, so that delivery keeps some too. When it is
 * slower than the requests come, the others wait a moment and are then told to come back, before anything of theirs was
 * stored: a queue that grows would lose them all. Who sends a body slowly takes no place meanwhile. Its turn among the
 * filters is in web.xml.
 */
public class Admission extends HttpFilter {

    /** Of the 64 connections that the server configurations give to the pool. */
    static final int AT_ONCE = 48;

    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_MILLIS = 1_000;
    private static final List<String> WITHOUT_DATABASE = List.of("/metrics", "/assets/");
    private static final String RETRY_AFTER_SECONDS = "2";

    private final transient Semaphore room = new Semaphore(AT_ONCE);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (needsNoDatabase(request)) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletRequest whole = WholeRequest.await(request);
        if (!isLetIn()) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(whole, response);
        } finally {
            room.release();
        }
    }

    /** Whoever watches the server must see most when it is full, and files come from memory. */
    private static boolean needsNoDatabase(HttpServletRequest request) {
        return WITHOUT_DATABASE.stream()
                .anyMatch(path -> request.getRequestURI().startsWith(request.getContextPath() + path));
    }

    private boolean isLetIn() {
        try {
            return room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        ErrorTexts.answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
