package org.agentwarden.settings;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OpenID Connect issuer whose access tokens are accepted in addition to the server's own.
 *
 * @param issuer its URL, in the letters of the claim {@code iss}
 * @param audience what the audience claim must name
 * @param rolesClaim the claim that lists a user's groups or roles, perhaps a path with dots
 * @param roles our role by the issuer's name for it; {@link #ANYBODY} for users without any
 * @param organization the id of the organization whose members its users are; empty for the one of the bootstrap, or else
 *     the only one there is
 * @param keysRefresh how long its keys are used before they are fetched again
 */
public record IdentityProvider(
        String issuer,
        String audience,
        AudienceClaim audienceClaim,
        String rolesClaim,
        Map<String, String> roles,
        Optional<String> organization,
        Duration keysRefresh) {

    /** Stands for every name in {@link #roles}. */
    public static final String ANYBODY = "*";

    private static final String PREFIX = "agentwarden.oidc.";
    private static final String ROLES_FORM =
            "a comma-separated list such as aw-admins=admin,aw-approvers=approver,*=viewer";

    private static final Setting<Optional<String>> ISSUER = Setting.text(
                    PREFIX + "issuer",
                    "OpenID Connect issuer whose users can sign in, exactly as in the claim `iss`. Without one, only the server's own"
                            + " accounts can.")
            .accepting("`https` URL; `http` for this machine");
    private static final Setting<Optional<String>> AUDIENCE = Setting.text(
                    PREFIX + "audience", "Audience that access tokens must name.")
            .byDefault("none; required with an issuer");
    private static final Setting<AudienceClaim> AUDIENCE_CLAIM = Setting.choice(
            PREFIX + "audience-claim",
            AudienceClaim.AUD,
            "Claim that names the audience: `aud`, or the client that the token was issued to in `azp` or `client_id`.");
    private static final Setting<String> ROLES_CLAIM = Setting.text(
            PREFIX + "roles-claim",
            "groups",
            "Claim that lists the groups or roles of a user. Dots lead into objects, as in `realm_access.roles`.");
    private static final Setting<Optional<String>> ROLES = Setting.text(
                    PREFIX + "roles",
                    "Which groups or roles of the issuer have which role here, such as"
                            + " `aw-admins=admin,aw-approvers=approver,*=viewer`. Put names with commas in double quotes, as in"
                            + " `\"CN=aw-admins,OU=Groups\"=admin`.")
            .accepting("list of `<name>=<role>`")
            .byDefault("none; required with an issuer");
    private static final Setting<Optional<String>> ORGANIZATION = Setting.text(
                    PREFIX + "organization",
                    "Id of the organization that the issuer's users belong to. Required with an issuer while registration is open and"
                            + " no `agentwarden.bootstrap.admin-email` is set.")
            .accepting("organization id")
            .byDefault("the organization of the bootstrap; with closed registration the only organization");
    private static final Setting<Duration> JWKS_REFRESH = Setting.duration(
            PREFIX + "jwks-refresh",
            "1h",
            "How long the issuer's signing keys are used before they are fetched again.");

    static final SettingGroup SETTINGS = SettingGroup.of(
            "External identity provider",
            ISSUER,
            AUDIENCE,
            AUDIENCE_CLAIM,
            ROLES_CLAIM,
            ROLES,
            ORGANIZATION,
            JWKS_REFRESH);

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final int LONGEST_ISSUER = 500;

    /** {@code name=role} or {@code "name"=role}, where a doubled quote stands for one, at the place where the last one ended. */
    private static final Pattern MAPPING =
            Pattern.compile("\\G\\s*(?:\"(?<quoted>(?:[^\"]|\"\")+)\"|(?<name>[^,\"\\s][^,\"]*?))"
                    + "\\s*=\\s*(?<role>[a-z]+)\\s*(?:,|$)");

    private static final List<String> OUR_ROLES = List.of("admin", "approver", "viewer");

    public IdentityProvider {
        roles = Map.copyOf(roles);
    }

    static Optional<IdentityProvider> read(SettingSource source) {
        return issuer(source)
                .map(issuer -> new IdentityProvider(
                        issuer,
                        required(source, AUDIENCE, "set to what tokens for this server name as audience"),
                        AUDIENCE_CLAIM.from(source),
                        ROLES_CLAIM.from(source),
                        roles(source),
                        ORGANIZATION.from(source),
                        JWKS_REFRESH.from(source)));
    }

    private static Optional<String> issuer(SettingSource source) {
        Optional<String> issuer = ISSUER.from(source);
        issuer.filter(text -> text.length() > LONGEST_ISSUER || !isIssuer(text)).ifPresent(text -> {
            throw new InvalidSetting(
                    ISSUER.key(),
                    "...",
                    "an https URL without query and fragment (http for this machine), as in the claim iss");
        });
        return issuer;
    }

    private static boolean isIssuer(String text) {
        try {
            URI uri = URI.create(text);
            return isTrustworthy(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether nobody on the network can change what is fetched from there. */
    public static boolean isTrustworthy(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null) {
            return false;
        }
        boolean isLoopback = host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback);
    }

    private static Map<String, String> roles(SettingSource source) {
        String key = ROLES.key();
        String text = required(source, ROLES, ROLES_FORM);
        Map<String, String> roles = new HashMap<>();
        Matcher mapping = MAPPING.matcher(text);
        int end = 0;
        while (mapping.find()) {
            end = mapping.end();
            String name = mapping.group("quoted") == null
                    ? mapping.group("name")
                    : mapping.group("quoted").replace("\"\"", "\"");
            String role = mapping.group("role");
            if (!OUR_ROLES.contains(role) || roles.put(name, role) != null) {
                throw new InvalidSetting(key, mapping.group(), ROLES_FORM + ", each name once");
            }
        }
        if (end < text.length() || text.endsWith(",")) {
            throw new InvalidSetting(key, text.substring(end), ROLES_FORM + ", names with commas in double quotes");
        }
        return roles;
    }

    private static String required(SettingSource source, Setting<Optional<String>> setting, String allowed) {
        return setting.from(source).orElseThrow(() -> new InvalidSetting(setting.key(), "", allowed));
    }
}
