package io.orchestrator.core.params;

/**
 * What is wrong with one value.
 *
 * @param field its name; fields of objects follow dots, elements of lists are in brackets: {@code mails[2].to}
 * @param problem what was found and what was expected, to be read after the name
 */
public record Fault(String field, String problem) {

    @Override
    public String toString() {
        return (field.isEmpty() ? "the value" : field) + " " + problem;
    }
}
