package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says of a Java that will not do, and how it runs one. */
class LauncherTest {
  @TempDir private Path javaHome;

  @Test
  void anOldJavaIsNamedByItsVersion() throws Exception {
    assertThat(launched("echo 'openjdk version \"1.8.0_392\"' >&2"))
        .isEqualTo("streambook: a JDK 17 or newer is needed, but " + java() + " is version 8\n");
    assertThat(launched("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2"))
        .endsWith(" is version 11\n");
  }

  @Test
  void aJavaThatCantRunIsNoSilence() throws Exception {
    assertThat(launched("echo Unable to locate a Java Runtime. >&2; exit 1"))
        .endsWith(java() + " is version unknown\n");
  }

  @Test
  void aJavaThatIsNotThereIsNamed() throws Exception {
    assertThat(launched(null)).startsWith("streambook: " + java() + " not found: install a JDK 17");
  }

  /** Else it would not find its classes below a folder whose name is not ASCII. */
  @Test
  void javaRunsInALocaleThatKnowsAllLetters() throws Exception {
    launched("echo \"$LC_ALL\" > \"$0.locale\"; exit 1");
    assertThat(javaHome.resolve("bin/java.locale")).hasContent("C.UTF-8");
  }

  private Path java() {
    return javaHome.resolve("bin/java");
  }

  /** What it prints when its Java is this script; null for none. */
  private String launched(String script) throws Exception {
    Files.createDirectories(java().getParent());
    if (script != null) {
      Files.writeString(java(), "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(java(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    ProcessBuilder launcher =
        new ProcessBuilder("./streambook", "--help").redirectErrorStream(true);
    launcher.environment().put("JAVA_HOME", javaHome.toString());
    launcher.environment().put("LC_ALL", "C");
    Process process = launcher.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    return said;
  }
}
