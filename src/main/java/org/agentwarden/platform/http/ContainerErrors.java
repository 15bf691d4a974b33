package org.agentwarden.platform.http;

import jakarta.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Errors that the container finds before or behind the resources, in the same shape as all others; see web.xml. */
@WebServlet("/container-error")
public class ContainerErrors extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
        String detail = Json.createObjectBuilder()
                .add("detail", ErrorTexts.of(status))
                .build()
                .toString();
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(detail.getBytes(StandardCharsets.UTF_8));
    }
}
