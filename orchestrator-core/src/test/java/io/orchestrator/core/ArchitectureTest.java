package io.orchestrator.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Who may know whom in the core. */
@AnalyzeClasses(packages = "io.orchestrator.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsOnlySdkAndProtocol = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.orchestrator.web..",
                    "io.orchestrator.worker..",
                    "io.orchestrator.runner..",
                    "io.orchestrator.testkit..");

    @ArchTest
    static final ArchRule sqlOnlyInJdbc = noClasses()
            .that()
            .resideOutsideOfPackages("..jdbc..", "..config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "javax.sql..", "org.springframework..", "com.zaxxer..", "org.postgresql..");

    @ArchTest
    static final ArchRule quartzOnlyInQuartz = noClasses()
            .that()
            .resideOutsideOfPackages("..quartz..", "..config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.quartz..");

    @ArchTest
    static final ArchRule decidingIsPure = classes()
            .that()
            .resideInAnyPackage("..core.decide..", "..core.task..", "..core.run..", "..core.backfill..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "org.jspecify..",
                    "tools.jackson.databind..",
                    "io.orchestrator.protocol..",
                    "io.orchestrator.core.decide..",
                    "io.orchestrator.core.task..",
                    "io.orchestrator.core.run..",
                    "io.orchestrator.core.dag..",
                    "io.orchestrator.core.schedule",
                    "io.orchestrator.core.pool",
                    "io.orchestrator.core.backfill",
                    "java.nio.charset..",
                    "java.security..");

    @ArchTest
    static final ArchRule timeIsGiven = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule domainsHaveNoCycle =
            slices().matching("io.orchestrator.core.(*)..").should().beFreeOfCycles();
}
