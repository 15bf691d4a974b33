package org.agentwarden.architecture.planted.organizations;

import jakarta.persistence.EntityManager;

/** A resource that queries the database. */
public record QueryingResource(EntityManager entities) {}
