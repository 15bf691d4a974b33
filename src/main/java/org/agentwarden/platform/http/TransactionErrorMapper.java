package org.agentwarden.platform.http;

import jakarta.annotation.Priority;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Jersey brings a mapper of its own for what goes wrong around {@code @Transactional}, and that one fails. */
@Provider
@Priority(1)
public class TransactionErrorMapper implements ExceptionMapper<TransactionalException> {

    private final ErrorMapper mapper = new ErrorMapper();

    @Override
    public Response toResponse(TransactionalException failure) {
        return mapper.toResponse(failure);
    }
}
