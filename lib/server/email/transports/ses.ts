import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Settings } from '../../env';
import type { Transport } from '../message';

const CONNECTION_TIMEOUT_MS = 3000;
const REQUEST_TIMEOUT_MS = 10_000;

/** Sends through Amazon SES. Rejects with the SDK's error, which names its cause. */
export function create(settings: Settings): Transport {
  const { AWS_SES_ACCESS_KEY_ID, AWS_SES_SECRET_ACCESS_KEY } = settings;
  const client = new SESClient({
    region: settings.AWS_SES_REGION_NAME,
    endpoint: settings.AWS_SES_ENDPOINT,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    ...(AWS_SES_ACCESS_KEY_ID &&
      AWS_SES_SECRET_ACCESS_KEY && {
        credentials: {
          accessKeyId: AWS_SES_ACCESS_KEY_ID,
          secretAccessKey: AWS_SES_SECRET_ACCESS_KEY,
        },
      }),
  });
  return async ({ to, from, subject, text, html }) => {
    await client.send(
      new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: {
            Text: { Data: text, Charset: 'UTF-8' },
            Html: { Data: html, Charset: 'UTF-8' },
          },
        },
      }),
    );
  };
}
