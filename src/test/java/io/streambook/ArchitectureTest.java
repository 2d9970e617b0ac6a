package io.streambook;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages run one way, and the rules of the venue know no framework. */
@AnalyzeClasses(packages = "io.streambook", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy("io.streambook.cli..")
          .layer("bench")
          .definedBy("io.streambook.bench..")
          .layer("chaos")
          .definedBy("io.streambook.chaos..")
          .layer("local")
          .definedBy("io.streambook.local..")
          .layer("orderservice")
          .definedBy("io.streambook.orderservice..")
          .layer("marketdata")
          .definedBy("io.streambook.marketdata..")
          .layer("audit")
          .definedBy("io.streambook.audit..")
          .layer("job")
          .definedBy("io.streambook.job..")
          .layer("core")
          .definedBy("io.streambook.core..")
          .layer("contract")
          .definedBy("io.streambook.contract..")
          .layer("simulation")
          .definedBy("io.streambook.simulation..")
          .layer("conformance")
          .definedBy("io.streambook.conformance..")
          .layer("venue")
          .definedBy("io.streambook.venue..")
          .layer("risk")
          .definedBy("io.streambook.risk..")
          .layer("book")
          .definedBy("io.streambook.book..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("chaos")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("simulation")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("conformance")
          .mayOnlyBeAccessedByLayers("cli", "bench")
          .whereLayer("venue")
          .mayOnlyBeAccessedByLayers("cli", "local", "job", "simulation")
          .whereLayer("local")
          .mayOnlyBeAccessedByLayers("cli", "bench", "chaos")
          .whereLayer("orderservice")
          .mayOnlyBeAccessedByLayers("cli", "bench", "local")
          .whereLayer("marketdata")
          .mayOnlyBeAccessedByLayers("cli", "bench", "chaos", "local")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("cli", "bench", "chaos", "local")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("cli", "bench", "local")
          .whereLayer("core")
          .mayOnlyBeAccessedByLayers(
              "cli", "bench", "chaos", "local", "orderservice", "audit", "job")
          .whereLayer("contract")
          .mayOnlyBeAccessedByLayers(
              "cli",
              "bench",
              "chaos",
              "local",
              "orderservice",
              "marketdata",
              "audit",
              "job",
              "core");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("io.streambook.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule rulesOfTheVenueArePure =
      classes()
          .that()
          .resideInAnyPackage(
              "io.streambook.book..",
              "io.streambook.risk..",
              "io.streambook.venue..",
              "io.streambook.simulation..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.streambook.book..",
              "io.streambook.risk..",
              "io.streambook.venue..",
              "io.streambook.simulation..",
              "it.unimi.dsi.fastutil..",
              "java.lang..",
              "java.math..",
              "java.nio.charset",
              "java.time",
              "java.time.zone",
              "java.util",
              "java.util.function",
              "java.util.stream");

  @ArchTest
  static final ArchRule rulesOfTheVenueHaveNoClockAndNoThreads =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.streambook.book..",
              "io.streambook.risk..",
              "io.streambook.venue..",
              "io.streambook.simulation..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Thread")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time")))));

  @ArchTest
  static final ArchRule theBookKnowsNoRisk =
      noClasses()
          .that()
          .resideInAPackage("io.streambook.book..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.streambook.risk..");

  @ArchTest
  static final ArchRule onlyContractsKnowAvro =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.streambook.contract..", "io.streambook.avro..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.streambook.avro..", "org.apache.avro.."));

  @ArchTest
  static final ArchRule flinkStaysInTheJob =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.streambook.job..", "io.streambook.local..", "io.streambook.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");
}
