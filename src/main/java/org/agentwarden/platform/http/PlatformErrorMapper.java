package org.agentwarden.platform.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Servers bring mappers of their own for the platform's exceptions: only one as specific wins over them. */
@Provider
public class PlatformErrorMapper implements ExceptionMapper<WebApplicationException> {

    private final ErrorMapper mapper = new ErrorMapper();

    @Override
    public Response toResponse(WebApplicationException failure) {
        return mapper.toResponse(failure);
    }
}
