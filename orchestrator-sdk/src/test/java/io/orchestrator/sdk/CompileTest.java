package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What javac itself accepts and refuses. */
class CompileTest {

    @Test
    void acceptsRightTypes() {
        assertThat(errors("Task<Raw> raw = dag.task(\"raw\", this::ingest);"
                        + "Task<Model> model = dag.task(\"model\", this::train, raw).retries(1);"
                        + "dag.action(\"publish\", this::publish, model);"
                        + "dag.action(\"context\", this::withContext, model);"
                        + "dag.action(\"lambda\", (context, m) -> context.log(), model);"
                        + "Task<java.util.List<Model>> all = dag.task(\"all\", m -> java.util.List.of(m), model)"
                        + ".returning(new TypeRef<java.util.List<Model>>() {});"))
                .isEmpty();
    }

    @Test
    void refusesAnInputOfTheWrongType() {
        assertThat(errors("Task<Raw> raw = dag.task(\"raw\", this::ingest); dag.action(\"p\", this::publish, raw);"))
                .isNotEmpty()
                .anySatisfy(error -> assertThat(error).contains("Raw").contains("Model"));
    }

    @Test
    void refusesAHandleOfTheWrongType() {
        assertThat(errors("Task<Model> raw = dag.task(\"raw\", this::ingest);"))
                .isNotEmpty()
                .anySatisfy(error -> assertThat(error).contains("Raw").contains("Model"));
    }

    @Test
    void refusesAMissingInput() {
        assertThat(errors("dag.task(\"model\", this::train);")).isNotEmpty();
    }

    @Test
    void refusesReturningAnotherType() {
        assertThat(errors("dag.task(\"raw\", () -> new Raw()).returning(new TypeRef<Model>() {});"))
                .isNotEmpty();
    }

    @Test
    void refusesATaskThatReturnsNothing() {
        assertThat(errors("dag.task(\"p\", () -> {});")).isNotEmpty();
    }

    @Test
    void acceptsAndRefusesMappingByItsTypes() {
        String files = "Task<java.util.List<Raw>> files = dag.task(\"files\", this::files);";
        assertThat(errors(files
                        + "Task<java.util.List<Model>> models = dag.map(\"models\", this::train, Each.of(files));"
                        + "dag.forEach(\"publish\", this::publish, Each.of(models));"
                        + "dag.action(\"all\", this::all, models);"
                        + "MappedGroup<Raw> group = dag.mapGroup(\"group\", Each.of(files));"
                        + "Task<Model> one = group.task(\"one\", this::train, group.item());"
                        + "dag.action(\"collected\", this::all, group.collect(one));"))
                .isEmpty();
        assertThat(errors(files + "dag.map(\"models\", this::train, files);")).isNotEmpty();
        assertThat(errors(files + "dag.task(\"models\", this::train, Each.of(files));"))
                .isNotEmpty();
        assertThat(errors(files + "dag.forEach(\"publish\", this::publish, Each.of(files));"))
                .isNotEmpty();
        assertThat(errors(files
                        + "Task<java.util.List<Model>> models = dag.map(\"models\", this::train, Each.of(files));"
                        + "dag.action(\"publish\", this::publish, models);"))
                .isNotEmpty();
    }

    @Test
    void acceptsAndRefusesBranchesAndParamsByTheirTypes() {
        String size =
                "Task<Size> size = dag.task(\"size\", () -> Size.SMALL); Task<Void> a = dag.action(\"a\", () -> {});";
        assertThat(errors(size + "dag.branch(size).when(Size.SMALL, a).when(Size.LARGE);"))
                .isEmpty();
        assertThat(errors(size + "dag.branch(size).when(\"SMALL\", a);")).isNotEmpty();
        assertThat(errors(size + "dag.shortCircuit(size);")).isNotEmpty();
        assertThat(errors("dag.action(\"p\", this::publish, dag.params(new Model()));"))
                .isEmpty();
        assertThat(errors("dag.action(\"p\", this::publish, dag.params(new Raw()));"))
                .isNotEmpty();
    }

    private static List<String> errors(String body) {
        String source = """
                import io.orchestrator.sdk.*;
                class Snippet {
                    record Raw() {}
                    record Model() {}
                    enum Size { SMALL, LARGE }
                    java.util.List<Raw> files() { return java.util.List.of(); }
                    void all(java.util.List<Model> models) {}
                    Raw ingest() { return new Raw(); }
                    Model train(Raw raw) { return new Model(); }
                    void publish(Model model) {}
                    void withContext(TaskContext context, Model model) throws Exception {}
                    Dag dag() {
                        return Dag.define("snippet", dag -> { %s });
                    }
                }
                """.formatted(body);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        String classPath =
                Dag.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        JavaCompiler.CompilationTask task = javac.getTask(
                null,
                null,
                found,
                List.of("-proc:none", "-d", System.getProperty("java.io.tmpdir"), "-cp", classPath),
                null,
                List.of(new Source(source)));
        task.setLocale(Locale.ENGLISH);
        task.call();
        Stream<Diagnostic<? extends JavaFileObject>> all = found.getDiagnostics().stream();
        return all.filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ENGLISH))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
