package org.agentwarden.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.WithoutRequestSlot;
import org.agentwarden.security.Anonymous;
import org.jspecify.annotations.Nullable;

/** The dashboard's document at the addresses of its pages, and its files. Anybody may see them: they hold no data. */
@ApplicationScoped
@WithoutRequestSlot
@Path("")
@Anonymous
public class DashboardResource {

    /** Everything from here and nothing inline. lit-html alone may make markup of text, of templates' text. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types lit-html";

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String NEVER_UNASKED = "no-cache";

    @Inject
    private DashboardFiles files;

    @GET
    public Response home(@HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings) {
        return document(encodings);
    }

    @GET
    @Path(
            "{page: welcome|sign-in|sign-up|accept-invitation|reset-password|overview|approvals|insights|agents|logs|settings}")
    public Response page(@HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings) {
        return document(encodings);
    }

    private Response document(@Nullable String encodings) {
        return answer(files.page(), encodings)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header(HttpHeaders.CACHE_CONTROL, NEVER_UNASKED)
                .build();
    }

    /** A file; of a version that is not ours, it is ours nevertheless, and not to be kept. */
    @GET
    @Path("assets/{version}/{file: .+}")
    public Response file(
            @PathParam("version") String version,
            @PathParam("file") String path,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String encodings) {
        DashboardFile file = files.find(path).orElseThrow(() -> new NotFound("Not found"));
        return answer(file, encodings)
                .header(HttpHeaders.CACHE_CONTROL, version.equals(files.version()) ? FOR_EVER : NEVER_UNASKED)
                .build();
    }

    private static Response.ResponseBuilder answer(DashboardFile file, @Nullable String encodings) {
        boolean compressed =
                encodings != null && encodings.toLowerCase(Locale.ROOT).contains("gzip");
        Response.ResponseBuilder answer = Response.ok(compressed ? file.compressed() : file.bytes())
                .header(HttpHeaders.CONTENT_TYPE, file.contentType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return compressed ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer;
    }
}
