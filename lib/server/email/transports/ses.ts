import { SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Settings } from '../../env';
import { DeliveryError, type Transport } from '../transport';

const CONNECTION_TIMEOUT_MS = 3000;

/** Too much at once, or today. */
const THROTTLED =
  /^(?:Throttling|ThrottlingException|TooManyRequestsException|LimitExceededException|RequestThrottled)$/;

/** What no second attempt can mend; wrong keys and a paused account can be, by the operator … */
const PERMANENT = /^(?:MessageRejected|InvalidParameterValue|ValidationError|BadRequestException)$/;

/** … and so can a sender or a sandbox that is not verified. */
const NOT_VERIFIED = /not verified/i;

/** Sends through Amazon SES, which knows no idempotency key: a retry after a lost answer may double. */
export function create(settings: Settings): Transport {
  const { AWS_SES_ACCESS_KEY_ID, AWS_SES_SECRET_ACCESS_KEY } = settings;
  const client = new SESClient({
    region: settings.AWS_SES_REGION_NAME,
    endpoint: settings.AWS_SES_ENDPOINT,
    // The outbox tries again by itself, and knows better when.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
    ...(AWS_SES_ACCESS_KEY_ID &&
      AWS_SES_SECRET_ACCESS_KEY && {
        credentials: {
          accessKeyId: AWS_SES_ACCESS_KEY_ID,
          secretAccessKey: AWS_SES_SECRET_ACCESS_KEY,
        },
      }),
  });
  return async ({ to, from, subject, text, html }, abortSignal) => {
    const command = new SendEmailCommand({
      Source: from,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: settings.AWS_SES_CONFIGURATION_SET,
      Message: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: {
          Text: { Data: text, Charset: 'UTF-8' },
          Html: { Data: html, Charset: 'UTF-8' },
        },
      },
    });
    await client.send(command, { abortSignal }).catch((error: unknown) => {
      throw judge(error);
    });
  };
}

function judge(error: unknown): unknown {
  if (!(error instanceof SESServiceException)) return error;
  const { httpStatusCode } = error.$metadata;
  if (THROTTLED.test(error.name) || httpStatusCode === 429) {
    return new DeliveryError('throttled', error);
  }
  const isPermanent = PERMANENT.test(error.name) && !NOT_VERIFIED.test(error.message);
  return isPermanent ? new DeliveryError('permanent', error) : error;
}
