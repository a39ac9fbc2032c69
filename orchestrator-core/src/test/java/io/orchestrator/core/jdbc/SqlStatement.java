package io.orchestrator.core.jdbc;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A named statement of the core: a String constant of a {@code ...Sql} class.
 *
 * @param domain the package
 */
record SqlStatement(String domain, String name, String sql) {

    /** Named parameters, as Spring's JdbcClient takes them; not the casts. */
    private static final Pattern NAMED = Pattern.compile("(?<!:):[a-zA-Z]\\w*");

    SqlStatement {
        sql = NAMED.matcher(sql).replaceAll("?");
    }

    static List<SqlStatement> all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.orchestrator.core").stream()
                        .filter(type -> type.getSimpleName().endsWith("Sql"))
                        .map(JavaClass::reflect)
                        .flatMap(SqlStatement::of)
                        .toList();
    }

    private static Stream<SqlStatement> of(Class<?> type) {
        List<SqlStatement> statements = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            // What several statements have in common is private.
            if (field.getType() == String.class && !Modifier.isPrivate(field.getModifiers())) {
                field.setAccessible(true);
                try {
                    statements.add(new SqlStatement(
                            type.getPackageName(), type.getSimpleName() + "." + field.getName(), (String)
                                    field.get(null)));
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        }
        return statements.stream();
    }

    /** As PostgreSQL itself numbers parameters. */
    String numbered() {
        StringBuilder numbered = new StringBuilder();
        int parameter = 0;
        for (char character : sql.toCharArray()) {
            numbered.append(character == '?' ? "$" + ++parameter : Character.toString(character));
        }
        return numbered.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
