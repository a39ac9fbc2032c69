package io.orchestrator.sdk;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What assets may be called, and the one form of an address. */
final class AssetNames {

    private static final System.Logger LOG = System.getLogger(AssetNames.class.getName());
    private static final int LONGEST = 1500;
    private static final Set<String> RESERVED = Set.of("airflow", "orchestrator");

    /** Scheme, authority, path, query, fragment. Never fails: what is no address is all path. */
    private static final Pattern PARTS = Pattern.compile(
            "(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

    private AssetNames() {}

    static void check(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw DagDefinitionException.of("the " + what + " of an asset is '" + shortened(text) + "'; use 1 to "
                    + LONGEST + " characters, not all of them blank");
        }
        if (text.chars().anyMatch(character -> character > 127)) {
            throw DagDefinitionException.of(
                    "the " + what + " of an asset is '" + shortened(text) + "'; use characters of ASCII alone");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 50 ? text : text.substring(0, 50) + "…";
    }

    /** The part before the colon in lower case; empty if there is none. */
    static String scheme(String uri) {
        String scheme = parts(uri).group(1);
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }

    /**
     * An address in its one form: scheme in lower case, no user and password, no slashes at the end, parameters in order, nothing
     * after a #. What has no scheme stays as it is, and so does what has one that begins with {@code x-}.
     */
    static String uri(String uri) {
        check("address", uri);
        String scheme = scheme(uri);
        if (scheme.isEmpty() || scheme.startsWith("x-")) {
            return uri;
        }
        if (RESERVED.contains(scheme)) {
            throw DagDefinitionException.of("the address of an asset is '" + shortened(uri) + "', but the scheme '"
                    + scheme + "' is reserved; use another one, such as x-" + scheme);
        }
        Matcher parts = parts(uri);
        String authority = parts.group(2);
        String query = parts.group(4);
        return scheme + ":" + (authority == null ? "" : "//" + withoutLogin(uri, authority)) + path(parts.group(3))
                + (query == null || query.isEmpty() ? "" : "?" + sorted(query));
    }

    private static Matcher parts(String uri) {
        Matcher parts = PARTS.matcher(uri.stripLeading());
        if (!parts.matches()) {
            throw new IllegalStateException("every text has parts: " + uri);
        }
        return parts;
    }

    private static String withoutLogin(String uri, String authority) {
        int login = authority.lastIndexOf('@');
        if (login >= 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The address of an asset at {0} names a user; that is left out, write it without",
                    scheme(uri) + "://" + authority.substring(login + 1));
        }
        return authority.substring(login + 1);
    }

    private static String path(String path) {
        String bare = path.replaceAll("/+$", "");
        return bare.isEmpty() ? "/" : bare;
    }

    private static String sorted(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> List.of((pair + (pair.contains("=") ? "" : "=")).split("=", 2)))
                .filter(pair -> !pair.getLast().isEmpty())
                .map(pair -> List.of(decoded(pair.getFirst()), decoded(pair.getLast())))
                .sorted((one, other) -> one.getFirst().equals(other.getFirst())
                        ? one.getLast().compareTo(other.getLast())
                        : one.getFirst().compareTo(other.getFirst()))
                .map(pair -> encoded(pair.getFirst()) + "=" + encoded(pair.getLast()))
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
