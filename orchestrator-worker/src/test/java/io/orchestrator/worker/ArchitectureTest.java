package io.orchestrator.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.orchestrator.worker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.orchestrator.worker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheRootKnowsEveryPart = noClasses()
            .that()
            .resideInAPackage("io.orchestrator.worker.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.orchestrator.worker");

    @ArchTest
    static final ArchRule ofOurModulesTheWorkerKnowsTheProtocolOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.orchestrator.core..",
                    "io.orchestrator.web..",
                    "io.orchestrator.sdk..",
                    "io.orchestrator.runner..");
}
