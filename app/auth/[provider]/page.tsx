import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProviderReturn } from '@/components/provider-return/provider-return';
import { getContext } from '@/lib/server/use-case/context';
import { findProvider } from '@/lib/shared/providers';

export const metadata: Metadata = { title: 'Signing in', robots: { index: false } };

export default async function Page({ params }: { params: Promise<{ provider: string }> }) {
  const provider = findProvider(getContext().providers, (await params).provider);
  if (!provider) notFound();
  return <ProviderReturn slug={provider.slug} label={provider.label} />;
}
