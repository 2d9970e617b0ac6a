package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
  private static final String V1 =
      """
      {"type": "record", "name": "R", "namespace": "n", "fields": [
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 8}, "doc": "d"},
        {"name": "time", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "d"},
        {"name": "side", "type": {"type": "enum", "name": "Side", "symbols": ["UNKNOWN", "BUY"], "default": "UNKNOWN"}, "doc": "d", "default": "UNKNOWN"},
        {"name": "venue", "type": "string", "doc": "d", "default": ""}
      ]}
      """;

  @Test
  void theContractsAreInOrder() {
    assertThat(SchemaCheck.problems()).isEmpty();
  }

  /** What Avro refuses, and what it lets pass. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"scale\": 8|\"scale\": 4|decimal(18,4) here and decimal(18,8) there",
        "\"precision\": 18|\"precision\": 19|decimal(19,8) here",
        "timestamp-micros|timestamp-millis|timestamp-millis here and timestamp-micros there",
        ", \"default\": \"UNKNOWN\"}, \"doc\"|}, \"doc\"|needs UNKNOWN first and as default",
        "\"UNKNOWN\", \"BUY\"|\"BUY\", \"UNKNOWN\"|needs UNKNOWN first and as default",
        "\"UNKNOWN\", \"BUY\"|\"UNKNOWN\"|lost its symbol BUY",
        "\"default\": \"\"|\"default\": \"XNAS\"|changes its default from  to XNAS",
        "\"name\": \"R\"|\"name\": \"S\"|was renamed from n.R",
        "{\"name\": \"venue\"|{\"name\": \"x\", \"type\": \"int\", \"doc\": \"d\"}, {\"name\":"
            + " \"venue\"|R.x was added without a default",
        "{\"name\": \"venue\"|{\"name\": \"x\", \"type\": \"double\", \"doc\": \"d\", \"default\":"
            + " 0}, {\"name\": \"venue\"|can't hold money",
        "\"type\": \"string\", \"doc\": \"d\"|\"type\": \"string\"|needs a doc",
        "\"type\": \"string\"|\"type\": \"int\"|READER_FIELD"
      })
  void aChangeThatBreaksReadersIsAProblem(String from, String to, String problem) {
    String changed = V1.replace(from, to);
    assertThat(changed).isNotEqualTo(V1);
    if (problem.equals("READER_FIELD")) {
      changed = changed.replace("\"default\": \"\"", "\"default\": 0");
      problem = "TYPE_MISMATCH";
    }
    String expected = problem;
    assertThat(problems(V1, changed)).anySatisfy(line -> assertThat(line).contains(expected));
  }

  @Test
  void aFieldWithADefaultAndASymbolMoreAreNoProblem() {
    String grown =
        V1.replace("\"BUY\"", "\"BUY\", \"SELL\"")
            .replace(
                "{\"name\": \"venue\"",
                "{\"name\": \"x\", \"type\": [\"null\", \"int\"], \"doc\": \"d\", \"default\":"
                    + " null}, {\"name\": \"venue\"");
    assertThat(problems(V1, grown)).isEmpty();
  }

  @Test
  void everyVersionCountsNotOnlyTheLast() {
    String without = V1.replace("\"default\": \"\"", "\"default\": \"XNAS\"");
    assertThat(problems(V1, without, V1)).hasSizeGreaterThan(1);
  }

  @Test
  void anEnumThatIsNotTheSameInTwoFilesIsAProblem() {
    Map<String, Schema> files = new LinkedHashMap<>();
    files.put("one", Schemas.parse(V1));
    files.put("two", Schemas.parse(V1.replace("\"R\"", "\"S\"").replace("\"BUY\"", "\"SELL\"")));
    assertThat(SchemaCheck.sharedTypeProblems(files))
        .containsExactly("two: n.Side is not the same as in one");
  }

  /** Real bytes of every released version, read with every other, both ways. */
  @Test
  void ordersOfEveryVersionAreReadByEveryOther() throws Exception {
    List<Schema> versions = new ArrayList<>();
    Schemas.released(Topic.ORDERS).forEach(text -> versions.add(Schemas.parse(text)));
    versions.add(Schemas.parse(Schemas.current(Topic.ORDERS)));
    assertThat(versions).hasSizeGreaterThan(1);
    for (Schema writer : versions) {
      byte[] bytes = Wire.write(1, Wire.order(writer));
      for (Schema reader : versions) {
        GenericRecord read = Wire.read(writer, reader, bytes);
        assertThat(read.get("orderId")).hasToString("o-1");
        assertThat(read.get("qty")).isEqualTo(Wire.decimal("10"));
        assertThat(read.get("tif")).hasToString("GTC");
        if (reader.getField("action") != null) {
          assertThat(read.get("action")).hasToString("NEW");
          assertThat(read.get("account")).isNull();
        }
      }
    }
  }

  /** What today's encoder writes, read by a consumer that knows version 1 only, and back. */
  @Test
  void releasedConsumersReadWhatIsWrittenToday() throws Exception {
    try (RegistryStub stub = new RegistryStub()) {
      Schemas.topics().forEach(topic -> stub.add(Schemas.current(topic)));
      AvroEncoder encoder = new AvroEncoder(new Registry(stub.url()), "");
      DomainValues values = new DomainValues(7);
      for (Object value : List.of(values.quote(), values.order(), values.trade())) {
        Topic topic = AvroEncoder.topicOf(value);
        Schema current = Schemas.parse(Schemas.current(topic));
        byte[] bytes = encoder.encode(value);
        for (String released : Schemas.released(topic)) {
          Schema old = Schemas.parse(released);
          GenericRecord read = Wire.read(current, old, bytes);
          assertThat(read.get("symbol"))
              .isEqualTo(Wire.read(current, current, bytes).get("symbol"));
          GenericRecord again = Wire.read(old, current, Wire.write(1, read));
          old.getFields()
              .forEach(f -> assertThat(again.get(f.name())).isEqualTo(read.get(f.name())));
        }
      }
    }
  }

  private static List<String> problems(String... versions) {
    Map<String, Schema> map = new LinkedHashMap<>();
    for (String version : versions) {
      map.put("v" + (map.size() + 1), Schemas.parse(version));
    }
    return SchemaCheck.problems(map);
  }
}
