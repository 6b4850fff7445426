// The OpenTelemetry collector's receiver of Splunk HEC, on loopback: each log record that it takes is a line of JSON on standard output.
package main

import (
	"context"
	"encoding/json"
	"os"
	"os/signal"
	"syscall"

	"github.com/open-telemetry/opentelemetry-collector-contrib/receiver/splunkhecreceiver"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

func main() {
	factory := splunkhecreceiver.NewFactory()
	config := factory.CreateDefaultConfig().(*splunkhecreceiver.Config)
	config.NetAddr.Endpoint = os.Args[1]
	out := json.NewEncoder(os.Stdout)
	sink, err := consumer.NewLogs(func(_ context.Context, logs plog.Logs) error {
		for _, resource := range logs.ResourceLogs().All() {
			for _, scope := range resource.ScopeLogs().All() {
				for _, record := range scope.LogRecords().All() {
					line := map[string]any{
						"resource": resource.Resource().Attributes().AsRaw(),
						"time":     record.Timestamp().AsTime(),
						"fields":   record.Attributes().AsRaw(),
						"event":    record.Body().AsRaw(),
					}
					if err := out.Encode(line); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	must(err)
	context := context.Background()
	receiver, err := factory.CreateLogs(context, receivertest.NewNopSettings(factory.Type()), config, sink)
	must(err)
	must(receiver.Start(context, componenttest.NewNopHost()))
	done := make(chan os.Signal, 1)
	signal.Notify(done, syscall.SIGTERM, syscall.SIGINT)
	<-done
	must(receiver.Shutdown(context))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
