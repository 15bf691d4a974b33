package com.example.workflow;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;

/** Where buyers send their orders. A real one would ask who they are. */
@WebServlet("/purchases")
public class PurchaseForm extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient PurchaseWorkflow workflow;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PurchaseOrder order = new PurchaseOrder(
                request.getParameter("number"),
                request.getParameter("supplier"),
                new BigDecimal(request.getParameter("amount")));
        try {
            response.getWriter().print(workflow.submit(request.getParameter("organization"), order));
        } catch (BudgetExceeded e) {
            response.sendError(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
    }
}
