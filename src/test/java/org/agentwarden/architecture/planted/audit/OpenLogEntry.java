package org.agentwarden.architecture.planted.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity with a public field. */
@Entity
public class OpenLogEntry {

    @Id
    public String id = "";
}
