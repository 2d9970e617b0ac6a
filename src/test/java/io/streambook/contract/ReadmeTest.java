package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void theContractTablesAreThoseOfTheSchemas() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String begin = "<!-- contracts -->\n";
    assertThat(readme).contains(begin).contains("<!-- /contracts -->");
    String tables =
        readme.substring(
            readme.indexOf(begin) + begin.length(), readme.indexOf("<!-- /contracts -->"));
    assertThat(tables)
        .as(
            "the tables of README.md: put what ./streambook schemas tables prints between the"
                + " markers <!-- contracts --> and <!-- /contracts -->")
        .isEqualTo(SchemaTables.markdown());
  }
}
