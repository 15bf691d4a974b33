package org.agentwarden.organizations;

import java.util.Optional;
import org.agentwarden.security.AgentBinding;

/**
 * What a caller wants to change on an API key.
 *
 * @param binding empty to leave it as it is
 */
public record ApiKeyChange(Optional<String> name, Optional<AgentBinding> binding) {}
