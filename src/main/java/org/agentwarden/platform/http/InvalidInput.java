package org.agentwarden.platform.http;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** 400: the request can't be used; every wrong field is named. */
public final class InvalidInput extends ApiException {

    private static final long serialVersionUID = 1L;

    public InvalidInput(String field, String message) {
        this(List.of(new FieldProblem(field, message)));
    }

    public InvalidInput(List<FieldProblem> problems) {
        super(400, detail(problems));
    }

    private static JsonObject detail(List<FieldProblem> problems) {
        JsonArrayBuilder fields = Json.createArrayBuilder();
        for (FieldProblem problem : problems) {
            fields.add(Json.createObjectBuilder().add("field", problem.field()).add("message", problem.message()));
        }
        String message = problems.stream()
                .map(problem -> problem.field() + " " + problem.message())
                .collect(Collectors.joining("; "));
        return Json.createObjectBuilder()
                .add("error", "validation_error")
                .add("message", message)
                .add("fields", fields)
                .build();
    }
}
