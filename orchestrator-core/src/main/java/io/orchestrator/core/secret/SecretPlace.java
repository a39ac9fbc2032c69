package io.orchestrator.core.secret;

/**
 * Where a secret lies. It is sealed together with it, so that a sealed text cannot be moved to another row or column.
 *
 * @param table such as {@code connection}
 * @param row the row's key
 * @param column such as {@code password}
 */
public record SecretPlace(String table, String row, String column) {

    /** As in a sentence: {@code the password of connection 'warehouse'}. */
    String inWords() {
        return "the " + column + " of " + table + " '" + row + "'";
    }
}
